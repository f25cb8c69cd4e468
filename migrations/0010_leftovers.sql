-- What was left of rooms that move and of confidential ones, and of what only the running service knows.

-- Of which move people were told: those of one outage are told together.
alter table room_leads add column told timestamptz;
update room_leads set told = since;
-- What a replica knows of the chat platforms that it is connected to: [{"name", "ok", "detail"}], for a command line without its environment.
alter table replicas add column platforms jsonb;
-- Do only those see the room who were invited? null: opened before this was kept.
alter table rooms add column is_private boolean;
