-- What two chat platforms need to stand in for each other, and what was still missing for people and providers.

-- How many messages a provider takes within a minute and an hour; null: as its kind has it.
alter table providers
  add column per_minute integer check (per_minute between 1 and 100000),
  add column per_hour integer check (per_hour between 1 and 1000000);
-- What is left of the hour, beside what is left of the minute.
alter table provider_budgets add column hour_tokens double precision;

-- What is about no incident may carry a link as well: the test of a pager.
alter table acknowledge_links alter column incident_id drop not null;

-- What was asked for by this event, until it is carried out, and which replica does: of one that fell another carries it out.
alter table chat_events
  add column wanted jsonb,
  add column taken_by integer;
create index chat_events_unfinished on chat_events (platform, seen_at) where wanted is not null;

-- What keeps a team's group of people on a chat platform from following whoever is on call, until it goes well again: administrators are told once.
create table group_faults (
  team_id uuid not null references teams on delete cascade,
  platform text not null check (platform in ('slack', 'discord')),
  group_id text not null,
  code text not null,
  key text not null,
  params jsonb not null default '{}',
  since timestamptz not null default imas_now(),
  primary key (team_id, platform)
);

-- A chat platform that nothing can be posted to, for as long as every call of every replica fails. `failing` everywhere:
-- {"atOnce": it is no use waiting, "forAll": it is about the platform as a whole, "said": {"key", "params"}}
create table chat_outages (
  platform text primary key check (platform in ('slack', 'discord')),
  since timestamptz not null default imas_now(),
  failing jsonb not null
);
-- A room that could not be opened: since when, and why. The row goes once it is there.
alter table room_openings
  add column failing_since timestamptz,
  add column failing jsonb;
-- The card in a room could not be posted or changed: since when, and why.
alter table posted_cards
  add column failing_since timestamptz,
  add column failing jsonb;
-- Whose room leads, of incidents whose room ever had to move: one row an incident, so never two rooms. Elsewhere than at home it stands by until Back.
create table room_leads (
  incident_id uuid primary key references incidents on delete cascade,
  home text not null check (home in ('slack', 'discord')),
  platform text not null check (platform in ('console', 'slack', 'discord')),
  since timestamptz not null default imas_now(),
  -- Back was pressed, and the room at home has to be opened first; who pressed it is told should it be refused
  is_returning boolean not null default false,
  returning_by uuid references users on delete set null
);
create index rooms_open on rooms (platform) where archived_at is null and lost_at is null;

-- What went wrong with a message as a text key with its parameters, where it is a sentence of ours: each reader has it in their language.
alter table notifications add column error_said jsonb;
-- Since when an account is disabled: the turns before stay its person's.
alter table users add column disabled_at timestamptz;

-- The timeline is on the hot path, and no incident is ever deleted: checking for it cost more than the entry, because under
-- a flood each incident's row has hundreds of versions.
alter table timeline drop constraint timeline_incident_id_fkey;
-- Few are confidential, and every list asks whether something belongs to one.
create index incidents_confidential on incidents (id) where is_confidential;

-- What still leaves and what was given up, by a column that claiming a page does not change: a row whose indexed columns stay
-- is written beside its older version, without a new entry in each of its indexes. Half of each block is left for that.
drop index notifications_waiting;
alter table notifications
  add column stage text generated always as (case when status in ('queued', 'sending') then 'waiting' when status = 'dead' then 'dead' end) stored;
create index notifications_waiting on notifications (stage) where stage is not null;
alter table notifications set (fillfactor = 50);
-- The key that tells each attempt once begins with the run.
drop index notifications_run;
