import type { Duplex } from 'node:stream';

/**
 * Answers a WebSocket's handshake with no.
 * @param status - For example `403 Forbidden`.
 * @param text - A stable code, and what to do.
 */
export function refuseUpgrade(socket: Duplex, status: string, text: string): void {
  socket.once('finish', () => socket.destroy()); // the other end may never close its half
  socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`);
}
