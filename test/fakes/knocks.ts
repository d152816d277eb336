/** First bytes of a connection, each of which Node's HTTP server would answer by itself, before anything of ours is asked. */
export function knocks(host: string, path: string): readonly (readonly [what: string, bytes: string])[] {
  const named = `Host: ${host}`
  const request = (...lines: string[]) => [...lines, '', ''].join('\r\n')
  return [
    ['a request', request(`GET ${path} HTTP/1.1`, named)],
    ['a question whether to go on', request(`GET ${path} HTTP/1.1`, named, 'Expect: 100-continue')],
    [
      'a body to be asked for',
      request(`POST ${path} HTTP/1.1`, named, 'Expect: 100-continue', 'Content-Length: 9'),
    ],
    ['an expectation that nobody knows', request(`GET ${path} HTTP/1.1`, named, 'Expect: more')],
    ['no host', request(`GET ${path} HTTP/1.1`)],
    ['no HTTP', '\u0016\u0003\u0001\r\n\r\n'],
    ['headers that do not end', request(`GET ${path} HTTP/1.1`, named, `X: ${'x'.repeat(200_000)}`)],
    ['two lengths', request(`GET ${path} HTTP/1.1`, named, 'Content-Length: 1', 'Content-Length: 2')],
    ['a socket', request(`GET ${path} HTTP/1.1`, named, 'Connection: Upgrade', 'Upgrade: websocket')],
    ['a tunnel', request('CONNECT 127.0.0.1:1 HTTP/1.1', named)],
  ]
}
