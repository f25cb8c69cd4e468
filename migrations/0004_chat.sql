-- Places of the console. Other platforms keep theirs.
create table console_places (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('channel', 'room', 'direct')),
  name text not null,
  title text not null default '',
  topic text not null default '',
  -- made once per key, however often it is asked for
  key text not null unique,
  team_id uuid references teams on delete cascade,
  incident_id uuid references incidents on delete cascade,
  user_id uuid references users on delete cascade,
  archived_at timestamptz,
  created_at timestamptz not null default imas_now()
);
create unique index console_places_name on console_places (name) where kind <> 'direct' and archived_at is null;
create index console_places_incident on console_places (incident_id);

create table console_members (
  place_id uuid not null references console_places on delete cascade,
  user_id uuid not null references users on delete cascade,
  joined_at timestamptz not null default imas_now(),
  primary key (place_id, user_id)
);

create table console_messages (
  id bigint generated always as identity primary key,
  place_id uuid not null references console_places on delete cascade,
  key text,
  version bigint not null default 1,
  at timestamptz not null default imas_now(),
  author_id uuid references users,
  text text,
  card jsonb,
  is_pinned boolean not null default false,
  -- whom this message pages; cleared when the page is over
  pages uuid[] not null default '{}'
);
create unique index console_messages_key on console_messages (place_id, key) where key is not null;
create index console_messages_place on console_messages (place_id, id);
create index console_messages_paging on console_messages (place_id) where pages <> '{}';

create table console_reads (
  place_id uuid not null references console_places on delete cascade,
  user_id uuid not null references users on delete cascade,
  last_read bigint not null default 0,
  primary key (place_id, user_id)
);

-- Where cards were posted: one row a copy. One sender at a time, always the newest state.
create table posted_cards (
  id uuid primary key default gen_random_uuid(),
  -- incident:<id> or storm:<id>
  subject text not null,
  incident_id uuid references incidents on delete cascade,
  storm_id uuid references storms on delete cascade,
  purpose text not null check (purpose in ('team', 'announce', 'room', 'page')),
  platform text not null,
  place_id text not null,
  place_kind text not null,
  -- for a page: whose, so that it speaks their language
  user_id uuid references users on delete cascade,
  message_id text,
  version_sent bigint not null default 0,
  lease_by integer,
  unique (subject, platform, place_id, purpose)
);
create index posted_cards_incident on posted_cards (incident_id);

-- War rooms: one an incident and platform.
create table rooms (
  incident_id uuid not null references incidents on delete cascade,
  platform text not null,
  place_id text not null,
  name text not null,
  link text,
  -- decided by settings rather than by a person
  is_automatic boolean not null,
  opened_at timestamptz not null default imas_now(),
  archived_at timestamptz,
  primary key (incident_id, platform)
);
create index rooms_place on rooms (platform, place_id);
create index rooms_opened on rooms (opened_at);

-- Every change that browsers see is told to all replicas.
create function console_message_told() returns trigger language plpgsql as $$
begin
  perform pg_notify('imas_console', 'm:' || new.id || ':' || new.place_id);
  return null;
end $$;
create trigger console_message_told after insert or update on console_messages for each row execute function console_message_told();
create function console_place_told() returns trigger language plpgsql as $$
begin
  perform pg_notify('imas_console', 'p:' || new.id);
  return null;
end $$;
create trigger console_place_told after insert or update of archived_at, name on console_places for each row execute function console_place_told();

-- The console's lists follow what changes, whoever changes it.
create function state_told() returns trigger language plpgsql as $$
begin
  perform pg_notify('imas_state', '');
  return null;
end $$;
create trigger incidents_told after insert or update on incidents for each statement execute function state_told();
create trigger teams_told after insert or update or delete on teams for each statement execute function state_told();
