import { type Server, STATUS_CODES } from 'node:http';
import { type Language, sayIn } from '../texts/say.ts';
import { MOST_HEADER_BYTES } from './limits.ts';
import { Refused } from './problem.ts';
import { newRequestId } from './request-id.ts';

/** Answers what never became a request: headers too large, too slow, or not HTTP. */
export function answerUnreadable(server: Server, language: Language): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const refused = reason(error.code);
    const say = sayIn(language);
    const body = JSON.stringify({ title: say(refused.title), status: refused.status, detail: say(refused.key, refused.params), request_id: newRequestId() });
    socket.end(`HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status]}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
  });
}

function reason(code: string | undefined): Refused {
  if (code === 'HPE_HEADER_OVERFLOW') return new Refused(431, 'http.too_large', 'http.headers_too_large', { max: MOST_HEADER_BYTES });
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refused(408, 'http.timed_out', 'http.request_slow');
  return new Refused(400, 'http.invalid', 'http.request_unreadable');
}
