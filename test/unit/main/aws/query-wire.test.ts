import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseXml, queryForm, queryWire } from '../../../../main/aws/query-wire.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const reply = (status: number, body: string, type = 'text/xml') =>
  queryWire({ reasonOf: (code, words) => (words.includes('why') ? `of ${code}` : undefined) }).replyOf({
    status,
    headers: { 'content-type': type },
    body: bytes(body),
  })
const error = (code: string, message = '') =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`

describe('parseXml', () => {
  it.each<[text: string, value: unknown]>([
    ['<a/>', { a: '' }],
    ['<?xml version="1.0"?>\n<a x="1" y:z=\'2\'> <b>1</b>\n<c>2</c> </a>\n', { a: { b: '1', c: '2' } }],
    ['<a>&lt;b&gt; &amp; &quot;c&quot; &#65;&#x42;</a>', { a: '<b> & "c" AB' }],
    ['<a><b>first</b><b>second</b></a>', { a: { b: 'first' } }],
    ['<a><__proto__>x</__proto__></a>', { a: { ['__proto__']: 'x' } }],
  ])('reads %j', (text, value) => {
    expect(parseXml(bytes(text))).toEqual(value)
  })

  it.each([
    ...[
      '',
      'text',
      '<a>',
      '</a>',
      '<a></b>',
      '<a><b></a></b>',
      '<a/><b/>',
      'x<a/>',
      '<a b=c/>',
      '<a>&other;</a>',
    ],
    ...['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', '<a><![CDATA[x]]></a>', '<a><!-- x --></a>', '<1a/>'],
    '<a>'.repeat(40) + '</a>'.repeat(40),
  ])('takes nothing else: %j (R19)', (text) => {
    expect(parseXml(bytes(text))).toBeUndefined()
  })

  it('never throws, whatever came, nor for bytes that are no text (R19)', () => {
    const pieces = fc.constantFrom(
      '<a>',
      '</a>',
      '<a/>',
      '&amp;',
      '&#0;',
      '&',
      '<',
      '>',
      'x',
      '"',
      '<?xml?>',
      '<!',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.array(pieces).map((parts) => bytes(parts.join(''))),
        ),
        (input) => {
          parseXml(input)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

describe('queryWire', () => {
  it.each<[what: string, read: ReturnType<typeof reply>, kind: unknown]>([
    ['a result', reply(200, '<R><X>1</X></R>'), { kind: 'success', body: { R: { X: '1' } } }],
    ['a broken result', reply(200, '<R><X>1</R>'), { kind: 'malformed' }],
    ['a page (R16)', reply(200, '<html></html>', 'text/html'), { kind: 'foreign' }],
    ['a redirect (R16)', reply(302, ''), { kind: 'foreign' }],
    ['a network that wants a sign-in (R16)', reply(511, ''), { kind: 'foreign' }],
    ['a proxy’s refusal', reply(403, '<html>no</html>', 'text/html'), { kind: 'foreign' }],
    [
      'a refusal',
      reply(403, error('AccessDenied')),
      {
        kind: 'refused',
        refusal: { status: 403, type: 'AccessDenied', error: undefined, reason: undefined },
      },
    ],
    [
      'a refusal with a reason in its words, which go no further',
      reply(403, error('AccessDenied', 'secret why')),
      {
        kind: 'refused',
        refusal: { status: 403, type: 'AccessDenied', error: undefined, reason: 'of AccessDenied' },
      },
    ],
    [
      'a fault without a word (R18)',
      reply(503, '', 'text/html'),
      { kind: 'refused', refusal: { status: 503, type: undefined, error: undefined, reason: undefined } },
    ],
  ])('takes %s for what it is', (_, read, kind) => {
    expect(read).toEqual(kind)
  })
})

describe('queryForm', () => {
  it('leaves out what is not given', () => {
    expect(queryForm('Do', '1', { A: 'x', B: undefined, C: 2 })).toEqual({
      Action: 'Do',
      Version: '1',
      A: 'x',
      C: '2',
    })
  })
})
