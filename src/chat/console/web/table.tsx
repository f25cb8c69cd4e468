import type { ComponentChildren } from 'preact';

/**
 * A table that becomes one block a row on a phone, each cell under its column's name.
 * The roles are spelled out because a browser drops them with the display.
 */
export function Table({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly ComponentChildren[])[] }) {
  return (
    <div class="scroll">
      <table role="table">
        <thead role="rowgroup"><tr role="row">{columns.map((column, index) => <th key={index} role="columnheader" scope="col">{column}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={index} role="row">{row.map((cell, at) => <td key={at} role="cell" data-column={columns[at]}><span>{cell}</span></td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
