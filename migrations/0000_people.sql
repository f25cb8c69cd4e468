-- One clock decides, the database's. Tests replace this function to travel in time.
create function imas_now() returns timestamptz language sql stable parallel safe as 'select now()';

-- Installation-wide facts: schema key check, counters that survive restarts.
create table installation (
  name text primary key,
  value jsonb not null
);

create table users (
  id uuid primary key default gen_random_uuid(),
  username text not null,
  email text,
  phone text,
  time_zone text,
  language text check (language in ('en', 'fr')),
  slack_user_id text,
  discord_user_id text,
  is_active boolean not null default true,
  created_at timestamptz not null default imas_now()
);
create unique index users_username on users (lower(username));
-- An e-mail links chat identities, so no two active people may share one.
create unique index users_email on users (lower(email)) where is_active and email is not null;
-- A chat identity belongs to at most one user.
create unique index users_slack on users (slack_user_id) where slack_user_id is not null;
create unique index users_discord on users (discord_user_id) where discord_user_id is not null;

create table groups (
  name text primary key,
  codenames text[] not null,
  is_built_in boolean not null default false
);
create unique index groups_name on groups (lower(name));

create table user_groups (
  user_id uuid not null references users on delete cascade,
  group_name text not null references groups on update cascade,
  primary key (user_id, group_name)
);

create table teams (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null,
  description text not null default '',
  time_zone text not null default 'UTC',
  -- {"days":[1..7],"from":"09:00","to":"18:00"}, ISO weekdays in the team's zone
  working_hours jsonb not null default '{"days":[1,2,3,4,5],"from":"09:00","to":"18:00"}',
  acknowledge_timeout_minutes integer not null default 15 check (acknowledge_timeout_minutes between 1 and 1440),
  -- Pinned by hand: wins until unpinned or rotated.
  current_on_call uuid references users,
  state text not null default 'live' check (state in ('live', 'shadow')),
  primary_platform text not null default 'console' check (primary_platform in ('console', 'slack', 'discord')),
  slack_channel_id text,
  discord_channel_id text,
  -- The team that owns what nobody owns; there is exactly one.
  is_triage boolean not null default false,
  created_at timestamptz not null default imas_now()
);
create unique index teams_name on teams (lower(name));
create unique index teams_slug on teams (slug);
create unique index teams_triage on teams (is_triage) where is_triage;

create table team_members (
  team_id uuid not null references teams on delete cascade,
  user_id uuid not null references users,
  role text not null default 'member' check (role in ('member', 'manager')),
  -- The order in which `/oncall rotate` walks.
  position integer not null,
  primary key (team_id, user_id)
);
create index team_members_user on team_members (user_id);

create table contacts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  means text not null check (means in ('CHAT', 'SMS', 'VOICE', 'EMAIL', 'NTFY', 'WEBHOOK')),
  address text not null,
  -- Verified by code, or set by an admin or import and unconfirmed until one tap: both count.
  verified_at timestamptz,
  set_by_admin boolean not null default false,
  created_at timestamptz not null default imas_now(),
  unique (user_id, means, address)
);

create table tokens (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  name text not null,
  hash text not null unique,
  -- null: whatever the owner may.
  scopes text[],
  created_at timestamptz not null default imas_now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index tokens_user on tokens (user_id);

-- One-time codes: console sign-in, linking of a chat identity, verification of a contact.
create table codes (
  hash text primary key,
  user_id uuid not null references users on delete cascade,
  purpose text not null check (purpose in ('sign-in', 'link', 'contact')),
  detail jsonb not null default '{}',
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sessions (
  hash text primary key,
  user_id uuid not null references users on delete cascade,
  csrf text not null,
  created_at timestamptz not null default imas_now(),
  last_seen_at timestamptz not null default imas_now(),
  expires_at timestamptz not null,
  ip text
);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default imas_now(),
  actor_kind text not null,
  actor_id uuid,
  -- Kept when the user is gone.
  actor_name text not null,
  via text,
  ip text,
  request_id text,
  action text not null,
  object_kind text,
  object_id text,
  object_label text,
  success boolean not null default true,
  detail jsonb not null default '{}'
);
create index audit_log_at on audit_log (at);
create index audit_log_object on audit_log (object_kind, object_id);

-- Append-only: a purge, which records its own count, is the only way out.
create function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('imas.purging', true) = 'on' then return old; end if;
  raise exception 'The audit log is append-only.';
end $$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function audit_log_is_append_only();

create table settings (
  scope text not null check (scope in ('organisation', 'team', 'service', 'person')),
  -- '' for the organisation
  subject text not null default '',
  name text not null,
  value jsonb not null,
  primary key (scope, subject, name)
);

-- Answers of POSTs that carried an Idempotency-Key, kept a day.
create table idempotency_keys (
  user_id uuid not null,
  key text not null,
  request_hash text not null,
  status integer,
  body jsonb,
  created_at timestamptz not null default imas_now(),
  primary key (user_id, key)
);
