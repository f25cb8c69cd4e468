-- What was registered with Discord: all commands of a server are sent at once, and only when they changed.
create table discord_registrations (
  guild_id text not null,
  application_id text not null,
  hash text not null,
  registered_at timestamptz not null default imas_now(),
  primary key (guild_id, application_id)
);

-- Which roles we gave to whom: Discord does not tell a bot without privileged intents who has a role, and only what we gave is taken.
create table discord_roles_given (
  role_id text not null,
  discord_user_id text not null,
  given_at timestamptz not null default imas_now(),
  primary key (role_id, discord_user_id)
);
