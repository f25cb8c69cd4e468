/** Of a row, the members that a change touches: what the audit log keeps beside the new values. */
export function before<T extends object>(row: T, change: Partial<T>): Partial<T> {
  return Object.fromEntries(Object.keys(change).map((key) => [key, row[key as keyof T]])) as Partial<T>;
}
