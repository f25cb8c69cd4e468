import { z } from 'zod';
import type { ProviderKind } from '../domain/ports.ts';
import type { Provider } from './provider.ts';

interface Member { type?: string | string[]; secret?: boolean; default?: unknown; /** What a form begins with, where zod leaves the default out. */ fallback?: unknown; description?: string; title?: string; enum?: unknown[]; anyOf?: Member[] }

/** Every kind of provider as forms and checks need it, read off the settings' own schema. */
export const kindsOf = (providers: Readonly<Record<string, Provider>>): readonly ProviderKind[] => Object.entries(providers).map(([kind, provider]) => {
  const schema = z.toJSONSchema(provider.settings as z.ZodType, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, Member>; required?: string[] };
  return {
    kind,
    means: provider.means,
    fields: Object.entries(schema.properties ?? {}).map(([name, { default: given, fallback = given, ...member }]) => ({
      name,
      label: member.title ?? name.replaceAll('_', ' '),
      kind: member.secret === true ? 'secret' as const : typeOf(member),
      required: schema.required?.includes(name) ?? false,
      ...(member.description === undefined ? {} : { help: member.description }),
      ...(choicesOf(member) === undefined ? {} : { choices: choicesOf(member)! }),
      ...(fallback === undefined ? {} : { fallback: typeof fallback === 'string' ? fallback : JSON.stringify(fallback) }),
    })),
    check(config) {
      const parsed = (provider.settings as z.ZodType<Record<string, unknown>>).safeParse(config);
      if (parsed.success) return { ok: true, config: parsed.data };
      return { ok: false, problems: Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0] ?? 'config'), issue.message])) };
    },
  };
});

function choicesOf({ enum: values }: Member): readonly string[] | undefined {
  return values !== undefined && values.every((value): value is string => typeof value === 'string') ? values : undefined;
}

function typeOf(member: Member): 'text' | 'number' | 'boolean' {
  const types = [member, ...(member.anyOf ?? [])].flatMap((one) => one.type ?? []);
  if (types.includes('boolean')) return 'boolean';
  return types.includes('integer') || types.includes('number') ? 'number' : 'text';
}
