-- Long values behind short ids: what a button, a select or a form's hidden part has no room for.
-- The id is a hash of the value, so that asking twice keeps one row.
create table chat_values (
  id text primary key,
  value jsonb not null,
  created_at timestamptz not null default imas_now()
);
create index chat_values_created on chat_values (created_at);

-- How fast a platform may be spoken to: one row a platform, method and place; every replica takes its turn from it, and a 429 writes it.
create table chat_budgets (
  platform text not null,
  method text not null,
  -- '' for the method as a whole
  place text not null default '',
  next_at timestamptz not null,
  primary key (platform, method, place)
);

-- What a platform delivered already: a second delivery of the same event, click or form is answered, not carried out.
create table chat_events (
  platform text not null,
  id text not null,
  seen_at timestamptz not null default imas_now(),
  primary key (platform, id)
);
create index chat_events_seen on chat_events (seen_at);

-- What a platform says of a person, kept for a while so that nothing has to be asked on the way of an alert.
create table chat_profiles (
  platform text not null,
  chat_user_id text not null,
  profile jsonb not null,
  -- the direct conversation with them, once opened
  direct_place_id text,
  read_at timestamptz not null default imas_now(),
  primary key (platform, chat_user_id)
);

-- What somebody wanted to do and was not allowed to, kept until they are linked or let in.
create table pending_actions (
  id uuid primary key default gen_random_uuid(),
  platform text not null,
  -- exactly one of the two says who
  chat_user_id text,
  user_id uuid references users on delete cascade,
  -- {"phrase": …} or {"command": …, "args": …, "values": …}
  wanted jsonb not null,
  place jsonb,
  created_at timestamptz not null default imas_now(),
  done_at timestamptz
);
create index pending_actions_who on pending_actions (platform, chat_user_id, user_id) where done_at is null;

create table access_requests (
  id uuid primary key default gen_random_uuid(),
  platform text not null,
  chat_user_id text,
  user_id uuid references users on delete cascade,
  -- as the platform calls them
  name text not null,
  email text,
  pending_id uuid references pending_actions on delete set null,
  asked_at timestamptz not null default imas_now(),
  decided_at timestamptz,
  decided_by uuid references users,
  group_name text,
  outcome text check (outcome in ('approved', 'denied')),
  -- where the card stands: [{"platform", "place", "kind", "message"}]
  posted jsonb not null default '[]'
);
create unique index access_requests_open on access_requests (platform, coalesce(chat_user_id, user_id::text)) where decided_at is null;

-- Messages of a chat that were put on a timeline, so that taking the mark off takes the entry off.
create table timeline_messages (
  platform text not null,
  place_id text not null,
  message_id text not null,
  incident_id uuid not null references incidents on delete cascade,
  timeline_id bigint references timeline on delete cascade,
  added_at timestamptz not null default imas_now(),
  primary key (platform, place_id, message_id)
);

alter table rooms
  -- the last message of a person in it; null: nobody ever wrote
  add column last_human_at timestamptz,
  -- somebody asked to keep it
  add column keep_until timestamptz,
  -- deleted or archived by hand on the platform: nothing more is posted there
  add column lost_at timestamptz;

-- what came of it, once it was carried out
alter table pending_actions add column answer jsonb;

-- A row of these kinds is a platform's configuration: every replica connects anew when it changes.
create function platform_told() returns trigger language plpgsql as $$
begin
  if coalesce(new.kind, old.kind) in ('SLACK', 'DISCORD') then perform pg_notify('imas_platforms', ''); end if;
  return null;
end $$;
create trigger platform_told after insert or delete or update of config, priority, is_active on providers for each row execute function platform_told();

alter table posted_cards
  -- why the platform refused it for good, and when: it is left alone for a while
  add column failed text,
  add column failed_at timestamptz;

alter table rooms
  -- we are closing it: that it is archived is no surprise
  add column closing_at timestamptz,
  -- who belongs into it and could not be invited: [{"userId", "why"}]
  add column uninvited jsonb not null default '[]';

-- A room that is being made beside the console: one maker at a time, for as long as a minute.
create table room_openings (
  incident_id uuid not null references incidents on delete cascade,
  platform text not null,
  until timestamptz not null,
  primary key (incident_id, platform)
);

-- Nobody chose yet: where the chat is, as soon as one is connected. The console was all there was to choose so far.
alter table teams alter column primary_platform drop not null, alter column primary_platform drop default;
update teams set primary_platform = null where primary_platform = 'console';

-- What came last under this id: of the clicks on one message, the same one again within a moment is a double click.
alter table chat_events add column what text;

-- Views that a platform shows to one person until we change them (Slack's App Home): who opened theirs, and what stands there.
create table chat_homes (
  platform text not null,
  chat_user_id text not null,
  opened_at timestamptz not null default imas_now(),
  -- of what is shown; null: it has to be drawn, whatever it says
  hash text,
  shown_at timestamptz,
  -- one replica at a time draws it
  drawing_until timestamptz,
  primary key (platform, chat_user_id)
);

-- Who was invited: nobody is brought back who left.
alter table rooms add column invited uuid[] not null default '{}';

-- Whoever notifies commits alone, one after the other. What lists show of an incident is told at once; counts and new
-- entries of its timeline, which come by the thousand, are told by the job that brings its cards up to date.
drop trigger incidents_told on incidents;
create trigger incidents_told after insert or update of status, severity, title, description, service_id, team_id, lead_id, holder_id, snoozed_until, muted_until, merged_into
  on incidents for each statement execute function state_told();

-- When it was last looked whether it reads differently.
alter table chat_homes add column looked_at timestamptz;

-- Below a team's card, in its thread: the last entry of the timeline that was told there, and when.
alter table posted_cards
  add column told_upto bigint,
  add column told_at timestamptz;
