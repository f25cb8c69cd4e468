/**
 * Server settings for one small machine. Everything not named is PostgreSQL's default, so a commit is on disk
 * before it is acknowledged; `fast` gives that up, for tests only.
 */
export function serverSettings(fast: boolean): string[] {
  const settings: Record<string, string> = {
    max_connections: '100',
    shared_buffers: '128MB',
    // Fewer forced checkpoints when alerts come in a storm.
    max_wal_size: '2GB',
    checkpoint_completion_target: '0.9',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...(fast ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_wal_size: '256MB' } : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
