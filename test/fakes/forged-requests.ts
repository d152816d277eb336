/** Requests to a container endpoint as no AWS SDK sends them: by a web page, a proxy, a guesser, or a smuggler. */

export interface EndpointAddress {
  readonly port: number
  readonly path: string
  readonly token: string
}

export interface ForgedRequest {
  readonly name: string
  /** Empty: the connection ends without an answer. */
  readonly status: number | undefined
  bytes(address: EndpointAddress): string
}

interface Parts {
  readonly method?: string
  readonly target?: (address: EndpointAddress) => string
  readonly version?: string
  /** Whole lines without their ends; the token's line and the host's stand in the last two. */
  readonly headers?: (address: EndpointAddress) => readonly string[]
  readonly host?: ((address: EndpointAddress) => readonly string[]) | undefined
  readonly token?: (address: EndpointAddress) => readonly string[]
  readonly body?: string
}

function request(address: EndpointAddress, parts: Parts): string {
  const host = parts.host ?? (({ port }) => [`Host: 127.0.0.1:${port}`])
  const token = parts.token ?? (({ token }) => [`Authorization: ${token}`])
  const lines = [
    `${parts.method ?? 'GET'} ${(parts.target ?? (({ path }) => path))(address)} ${parts.version ?? 'HTTP/1.1'}`,
    ...host(address),
    ...(parts.headers?.(address) ?? []),
    ...token(address),
    'Connection: close',
  ]
  return `${lines.join('\r\n')}\r\n\r\n${parts.body ?? ''}`
}

/** What no forged form differs in: as an SDK asks. */
export function wellFormed(address: EndpointAddress): string {
  return request(address, { headers: () => ['Accept: application/json', 'User-Agent: Boto3/1.26'] })
}

function forged(name: string, status: number | undefined, parts: Parts): ForgedRequest {
  return { name, status, bytes: (address) => request(address, parts) }
}

const hosts: readonly [string, (port: number) => string, number][] = [
  ["a page's own name, rebound to 127.0.0.1", (port) => `evil.example:${port}`, 403],
  ['localhost', (port) => `localhost:${port}`, 403],
  ['0.0.0.0', (port) => `0.0.0.0:${port}`, 403],
  ['127.0.0.2', (port) => `127.0.0.2:${port}`, 403],
  ['127.1', (port) => `127.1:${port}`, 403],
  ['the address as one number', (port) => `2130706433:${port}`, 403],
  ['the address in octal', (port) => `0177.0.0.1:${port}`, 403],
  ['[::1]', (port) => `[::1]:${port}`, 403],
  ['[::ffff:127.0.0.1]', (port) => `[::ffff:127.0.0.1]:${port}`, 403],
  ['a dot at the end', (port) => `127.0.0.1.:${port}`, 403],
  ['no port', () => '127.0.0.1', 403],
  ['another port', (port) => `127.0.0.1:${port === 65535 ? 1024 : port + 1}`, 403],
  ['a port with a nought before it', (port) => `127.0.0.1:0${port}`, 403],
  ['a user before it', (port) => `user@127.0.0.1:${port}`, 403],
  ['a name that ends in it', (port) => `evil.127.0.0.1:${port}`, 403],
  ['a name that begins with it', (port) => `127.0.0.1.nip.io:${port}`, 403],
  ['a path after it', (port) => `127.0.0.1:${port}/`, 403],
  ['the task endpoint of ECS', () => '169.254.170.2', 403],
  ['nothing', () => '', 403],
]

const pageHeaders = [
  'Origin: https://evil.example',
  'Origin: null',
  'Origin: ',
  'Origin: http://127.0.0.1',
  'Sec-Fetch-Site: cross-site',
  'Sec-Fetch-Site: same-origin',
  'Sec-Fetch-Site: none',
  'Sec-Fetch-Mode: no-cors',
  'Sec-Fetch-Dest: image',
  'Sec-Fetch-User: ?1',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-CH-UA: "Chromium"',
  'Sec-Purpose: prefetch',
  'Referer: https://evil.example/',
  'Cookie: a=b',
  'Access-Control-Request-Method: GET',
  'Access-Control-Request-Private-Network: true',
  'X-Forwarded-For: 10.0.0.1',
  'X-Forwarded-Host: 127.0.0.1',
  'Forwarded: for=10.0.0.1',
  'Via: 1.1 proxy',
  'oRiGiN: https://evil.example',
]

const methods = ['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND']

const targets: readonly [string, (address: EndpointAddress) => string, number | undefined][] = [
  ['/', () => '/', 404],
  ['the path with a slash after it', ({ path }) => `${path}/`, 404],
  ['the path with a query', ({ path }) => `${path}?x=1`, 404],
  ['the path with a fragment', ({ path }) => `${path}#x`, 404],
  ['the path after two slashes', ({ path }) => `/${path}`, 404],
  ['the path by way of ..', ({ path }) => `/x/..${path}`, 404],
  [
    'the path with an escaped letter',
    ({ path }) => `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
    404,
  ],
  ['the path in capitals', ({ path }) => (/[a-f]/.test(path) ? path.toUpperCase() : '/A'), 404],
  ['a whole address', ({ port, path }) => `http://127.0.0.1:${port}${path}`, 404],
  ['another whole address', ({ path }) => `http://evil.example${path}`, 404],
  ['*', () => '*', 404],
  ['the path less its last sign', ({ path }) => path.slice(0, -1), 404],
]

const tokens: readonly [string, (token: string) => readonly string[], number][] = [
  ['none', () => [], 403],
  ['an empty one', () => ['Authorization: '], 403],
  ['another', () => [`Authorization: ${'A'.repeat(43)}`], 403],
  [
    'one with the last sign changed',
    (token) => [`Authorization: ${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`],
    403,
  ],
  ['one without its last sign', (token) => [`Authorization: ${token.slice(0, -1)}`], 403],
  ['one with a sign more', (token) => [`Authorization: ${token}A`], 403],
  ['in capitals', (token) => [`Authorization: ${token.toUpperCase()}_`], 403],
  ['after Bearer', (token) => [`Authorization: Bearer ${token}`], 403],
  ['after Basic', (token) => [`Authorization: Basic ${token}`], 403],
  ['twice', (token) => [`Authorization: ${token}`, `Authorization: ${token}`], 403],
  ['a wrong and a right one', (token) => ['Authorization: x', `Authorization: ${token}`], 403],
  ['in another header', (token) => [`X-Authorization: ${token}`], 403],
  ['two in one line', (token) => [`Authorization: ${token}, ${token}`], 403],
  ['a very long one', () => [`Authorization: ${'A'.repeat(4000)}`], 403],
]

export const forgedRequests: readonly ForgedRequest[] = [
  ...hosts.map(([name, host, status]) =>
    forged(`Host: ${name}`, status, { host: ({ port }) => [`Host: ${host(port)}`] }),
  ),
  forged('Host: none', 400, { host: () => [] }),
  forged('Host: twice', 403, { host: ({ port }) => [`Host: 127.0.0.1:${port}`, `Host: 127.0.0.1:${port}`] }),
  forged('Host: a foreign one first', 403, {
    host: ({ port }) => ['Host: evil.example', `Host: 127.0.0.1:${port}`],
  }),
  forged('HTTP/1.0 without Host', 403, { host: () => [], version: 'HTTP/1.0' }),
  ...pageHeaders.map((header) => forged(header, 403, { headers: () => [header] })),
  ...methods.map((method) => forged(`method ${method}`, 405, { method })),
  forged('method CONNECT', undefined, { method: 'CONNECT' }),
  forged('method get', 400, { method: 'get' }),
  forged('method GETX', 400, { method: 'GETX' }),
  ...targets.map(([name, target, status]) => forged(`target ${name}`, status, { target })),
  ...tokens.map(([name, token, status]) =>
    forged(`token ${name}`, status, { token: (address) => token(address.token) }),
  ),
  forged('a body', 400, { headers: () => ['Content-Length: 2'], body: '{}' }),
  forged('a body in chunks', 400, {
    headers: () => ['Transfer-Encoding: chunked'],
    body: '2\r\n{}\r\n0\r\n\r\n',
  }),
  forged('two lengths', 400, { headers: () => ['Content-Length: 0', 'Content-Length: 5'], body: 'GET /' }),
  forged('a length and chunks', 400, {
    headers: () => ['Content-Length: 5', 'Transfer-Encoding: chunked'],
    body: '0\r\n\r\n',
  }),
  forged('a WebSocket', 403, {
    headers: () => [
      'Upgrade: websocket',
      'Origin: https://evil.example',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ],
  }),
  forged('a header that is folded', 400, { headers: () => ['X-A: b', ' c: d'] }),
  forged('a space before the colon', 400, { headers: () => ['Origin : https://evil.example'] }),
  forged('a bare line feed in a header', 400, { headers: () => ['X-A: b\nOrigin: x'] }),
  forged('headers of 9,000 bytes', 431, { headers: () => [`X-A: ${'a'.repeat(9000)}`] }),
  { name: 'TLS', status: 400, bytes: () => '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03' },
  { name: 'garbage', status: 400, bytes: () => 'hello\r\n\r\n' },
]
