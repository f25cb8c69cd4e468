import type { Rich, Span } from '../../card.ts';
import { incidentHref } from './route.ts';
import { me } from './state.ts';
import { Time } from './time.tsx';

/** Running text. Everything becomes a text node: nothing that an alert says is ever markup. */
export function Spans({ text }: { text: Rich }) {
  return <>{text.map((span, index) => <OneSpan key={index} span={span} />)}</>;
}

function OneSpan({ span }: { span: Span }) {
  if (typeof span === 'string') return <Plain text={span} />;
  if ('bold' in span) return <strong><bdi>{span.bold}</bdi></strong>;
  if ('code' in span) return <code><bdi>{span.code}</bdi></code>;
  if ('link' in span) return <Link text={span.link} url={span.url} />;
  if ('time' in span) return <Time at={span.time} style={span.style} />;
  if ('person' in span) return <span class={span.person === me.value?.id ? 'person self' : 'person'}><bdi>{span.name}</bdi></span>;
  if ('place' in span) return <code><bdi>{span.place}</bdi></code>;
  return span satisfies never;
}

/** A link where the address is one of the web's; any other is shown as words. */
export function Link({ text, url, button = false }: { text: string; url: string; button?: boolean }) {
  const address = webAddress(url);
  if (!address) return <bdi>{text}</bdi>;
  const own = address.origin === location.origin;
  return (
    <a class={button ? 'button' : undefined} href={address.href} {...(own ? {} : { target: '_blank', rel: 'noopener noreferrer' })}>
      <bdi>{text}</bdi>
      {!own && <span aria-hidden="true" class="away"> ↗</span>}
    </a>
  );
}

function webAddress(url: string): URL | undefined {
  const address = URL.parse(url, location.origin);
  return address && ['http:', 'https:'].includes(address.protocol) ? address : undefined;
}

/** Plain words, in which INC-42 leads to the incident's page. */
export function Plain({ text }: { text: string }) {
  const parts = text.split(/\b(INC-\d{1,9})\b/);
  if (parts.length === 1) return <bdi>{text}</bdi>;
  return <bdi>{parts.map((part, index) => (index % 2 === 1 ? <a key={index} class="incident-id" href={incidentHref(part)}>{part}</a> : part))}</bdi>;
}
