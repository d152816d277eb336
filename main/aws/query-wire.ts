/**
 * AWS's query protocol, which STS speaks: a form goes out, XML comes back.
 *
 * The XML is read by a reader of its own that knows elements and text and nothing else, so that there is no entity to
 * expand and nothing to load.
 *
 * @see {@link https://smithy.io/2.0/aws/protocols/aws-query-protocol.html AWS query}
 * @module
 */

import { own } from '../kernel/own.ts'
import type { HttpResponse } from '../kernel/ports/http.ts'
import type { Wire } from './rest-json.ts'
import type { Reply } from './rest-json-reply.ts'

/** An element with elements in it, by name; one with text is the text. */
export interface XmlElements {
  readonly [name: string]: XmlElements | string
}

export interface QueryWireOptions {
  /** The reason behind a refusal, told from AWS's words; these go no further. Undefined where they are of no use. */
  readonly reasonOf: (code: string, words: string) => string | undefined
}

export function queryWire({ reasonOf }: QueryWireOptions): Wire {
  return { accept: 'text/xml', replyOf: (response) => replyOf(response, reasonOf) }
}

/** The form of a call. A parameter that is undefined is left out. */
export function queryForm(
  action: string,
  version: string,
  parameters: Readonly<Record<string, string | number | undefined>> = {},
): Readonly<Record<string, string>> {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined)
  return {
    Action: action,
    Version: version,
    ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  }
}

function replyOf({ status, headers, body }: HttpResponse, reasonOf: QueryWireOptions['reasonOf']): Reply {
  const isXml = /^(?:text|application)\/xml\b/i.test(headers['content-type'] ?? '')
  const root = isXml ? parseXml(body) : undefined
  if (status >= 200 && status < 300) {
    if (!isXml) return { kind: 'foreign' }
    return root ? { kind: 'success', body: root } : { kind: 'malformed' }
  }
  if (status < 400 || status === 407 || status === 511) return { kind: 'foreign' }
  const error = memberOf(memberOf(root, 'ErrorResponse'), 'Error')
  const code = textOf(error, 'Code')
  // A 429 or 5xx means the same from whoever sends it: later. Any other page that is not AWS's is nobody's answer.
  if (code === undefined && status !== 429 && status < 500) return { kind: 'foreign' }
  const reason = code === undefined ? undefined : reasonOf(code, textOf(error, 'Message') ?? '')
  return { kind: 'refused', refusal: { status, type: code, error: undefined, reason } }
}

function memberOf(element: XmlElements | undefined, name: string): XmlElements | undefined {
  const found = element && own(element, name)
  return typeof found === 'object' ? found : undefined
}

function textOf(element: XmlElements | undefined, name: string): string | undefined {
  const found = element && own(element, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}

const mostDepth = 16
const piece =
  /<(\/?)([A-Za-z_][\w.-]*)(?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>|([^<]+)|<\?xml[^>]*\?>/y

interface OpenElement {
  readonly name: string
  readonly elements: Map<string, XmlElements | string>
  text: string
}

/** The document, as its root by name; undefined where it is not XML of the plain kind that AWS sends. */
export function parseXml(bytes: Uint8Array): XmlElements | undefined {
  const text = utf8(bytes)
  if (text === undefined) return undefined
  const document: OpenElement = { name: '', elements: new Map(), text: '' }
  const open: OpenElement[] = [document]
  const reader = new RegExp(piece)
  while (reader.lastIndex < text.length) {
    const found = reader.exec(text)
    const top = open.at(-1)
    if (!found || !top) return undefined
    const [, slash, name, empty, words] = found
    if (words !== undefined) top.text += words
    else if (name !== undefined && slash === '/') {
      if (!close(open, name)) return undefined
    } else if (name !== undefined) {
      if (open.length > mostDepth) return undefined
      open.push({ name, elements: new Map(), text: '' })
      if (empty === '/' && !close(open, name)) return undefined
    }
  }
  const isWhole = open.length === 1 && document.elements.size === 1 && document.text.trim() === ''
  return isWhole ? Object.fromEntries(document.elements) : undefined
}

/** Of a repeated element the first counts: nothing that is read here may be repeated. */
function close(open: OpenElement[], name: string): boolean {
  const element = open.pop()
  const parent = open.at(-1)
  if (!element || !parent || element.name !== name) return false
  const text = element.elements.size > 0 ? '' : unescaped(element.text.trim())
  if (text === undefined) return false
  const value = element.elements.size > 0 ? Object.fromEntries(element.elements) : text
  if (!parent.elements.has(name)) parent.elements.set(name, value)
  return true
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Undefined for an entity that XML does not have by itself. */
function unescaped(text: string): string | undefined {
  let isKnown = true
  const plain = text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));?/g, (_, decimal, hex, name) => {
    if (name === undefined) return character(Number.parseInt(decimal ?? hex, decimal ? 10 : 16))
    const known = own(entities, name)
    isKnown &&= known !== undefined
    return known ?? ''
  })
  return isKnown ? plain : undefined
}

function character(code: number): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
