-- What two chat platforms need to stand in for each other, and what was still missing for people and providers.
select 1;

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
