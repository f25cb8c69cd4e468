import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Block } from '../../card.ts';
import { Spans } from './spans.tsx';
import { Table } from './table.tsx';
import { t } from './words.ts';

/** One block of a card. */
export function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'text':
      return <p class="text"><Spans text={block.text} /></p>;
    case 'facts':
      return <dl class="facts">{block.facts.map((fact, index) => <div key={index}><dt>{fact.label}</dt><dd><Spans text={fact.value} /></dd></div>)}</dl>;
    case 'list':
      return <ul class="list">{block.items.map((item, index) => <li key={index}><Spans text={item} /></li>)}</ul>;
    case 'table':
      return <Table columns={block.columns} rows={block.rows.map((row) => row.map((cell) => <Spans text={cell} />))} />;
    case 'code':
      return <Code code={block.code} {...(block.label && { label: block.label })} />;
    case 'picture':
      return <Picture svg={block.svg} alt={block.alt} />;
    default:
      return block satisfies never;
  }
}

/** As an image: nothing in it runs, and nothing is fetched. */
function Picture({ svg, alt }: { svg: string; alt: string }) {
  return <img class="picture" src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt={alt} />;
}

/** Verbatim text with a button that copies it. */
export function Code({ code, label }: { code: string; label?: string }) {
  const words = useRef<HTMLElement>(null);
  const said = useSignal('');
  const copy = async () => {
    // Without HTTPS a browser has no clipboard for pages: the text is selected instead.
    if (navigator.clipboard && (await navigator.clipboard.writeText(code).then(() => true, () => false))) {
      said.value = t('copied');
    } else if (words.current) {
      getSelection()?.selectAllChildren(words.current);
      said.value = t('copy_by_hand');
    }
  };
  return (
    <figure class="code">
      {label && <figcaption>{label}</figcaption>}
      <pre tabIndex={0}><code ref={words}>{code}</code></pre>
      <button type="button" class="button small" onClick={() => void copy()}>{t('copy')}</button>
      <span role="status" class="copied">{said.value}</span>
    </figure>
  );
}
