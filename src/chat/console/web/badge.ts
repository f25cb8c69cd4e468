import { effect } from '@preact/signals';
import { pageCount, state } from './state.ts';

const SIZE = 64;

/** Title and icon of the browser's tab tell of pages (red, with their number) and of unread messages (a dot). */
export function watchBadge(): void {
  effect(() => {
    const unread = state.value?.places.reduce((sum, place) => sum + place.unread, 0) ?? 0;
    document.title = pageCount.value > 0 ? `(${pageCount.value}) IMAS` : unread > 0 ? '• IMAS' : 'IMAS';
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (link) link.href = icon(pageCount.value, unread > 0);
  });
}

function icon(pages: number, unread: boolean): string {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const draw = canvas.getContext('2d');
  if (!draw) return 'data:,';
  draw.fillStyle = pages > 0 ? '#c4161c' : '#1d4ed8';
  draw.beginPath();
  draw.roundRect(0, 0, SIZE, SIZE, 14);
  draw.fill();
  draw.fillStyle = '#fff';
  draw.font = 'bold 44px sans-serif';
  draw.textAlign = 'center';
  draw.textBaseline = 'middle';
  draw.fillText(pages > 9 ? '9+' : pages > 0 ? String(pages) : 'i', SIZE / 2, SIZE / 2 + 3);
  if (unread && pages === 0) {
    draw.fillStyle = '#f59e0b';
    draw.beginPath();
    draw.arc(SIZE - 14, 14, 13, 0, 2 * Math.PI);
    draw.fill();
  }
  return canvas.toDataURL();
}
