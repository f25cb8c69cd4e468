-- What was left of rooms that move and of confidential ones, and of what only the running service knows.

-- Of which move people were told: those of one outage are told together.
alter table room_leads add column told timestamptz;
update room_leads set told = since;
-- What a replica knows of the chat platforms that it is connected to: [{"name", "ok", "detail"}], for a command line without its environment.
alter table replicas add column platforms jsonb;
-- Do only those see the room who were invited? null: opened before this was kept.
alter table rooms add column is_private boolean;

-- Incidents, their runs and people are never deleted, so nothing can point to one that is gone. Looking for them took six
-- checks a page, which is a tenth of what a page costs when ten thousand are due at one instant.
alter table notifications drop constraint notifications_incident_id_fkey, drop constraint notifications_run_id_fkey, drop constraint notifications_user_id_fkey;
alter table incident_people drop constraint incident_people_incident_id_fkey, drop constraint incident_people_user_id_fkey;
-- It stopped in order: nobody is told that it is gone.
alter table replicas add column left_at timestamptz;

-- A page that is written as claimed never waits in the queue: its stage is the same before and after it left, so that its
-- receipt changes no indexed column either. It leaves within seconds of being written; what did not is found by when that was.
drop index notifications_waiting;
alter table notifications
  drop column stage,
  add column at_once boolean not null default false;
alter table notifications
  add column stage text generated always as (case when status = 'queued' or (status = 'sending' and not at_once) then 'waiting' when status = 'dead' then 'dead' end) stored;
create index notifications_waiting on notifications (stage) where stage is not null;
