/**
 * Puts replies on the wire, whole or spoilt.
 *
 * @module
 */
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Fault } from './faults.ts'
import type { ExceptionWish, Reply } from './service.ts'

/** What the delivery needs to know of the server. */
export interface Delivery {
  readonly outgoing: ServerResponse
  /** What the `Date` header says, epoch milliseconds. */
  readonly date: number
  /** How the service says that there are too many requests. */
  readonly tooMany: () => Reply
  /** One of the service's exceptions, in its own form. */
  readonly exception: (name: string, more: ExceptionWish) => Reply
}

/** Faults that leave the service untouched. */
export type EarlyFault = Exclude<Fault, { kind: 'drop-after' | 'half-reply' | 'drip' }>
export type LateFault = Extract<Fault, { kind: 'drop-after' | 'half-reply' | 'drip' }>

export function isEarly(fault: Fault): fault is EarlyFault {
  return fault.kind !== 'drop-after' && fault.kind !== 'half-reply' && fault.kind !== 'drip'
}

/** Sends the reply as it is. */
export function deliver(delivery: Delivery, reply: Omit<Reply, 'outcome'>): void {
  head(delivery, reply)
  delivery.outgoing.end(reply.body)
}

/** Sends the reply of a call that was carried out, spoilt on its way. */
export function deliverSpoilt(delivery: Delivery, reply: Reply, fault: LateFault): void {
  const { outgoing } = delivery
  if (fault.kind === 'drop-after') {
    outgoing.destroy()
    return
  }
  const body = Buffer.from(reply.body)
  head(delivery, { ...reply, headers: { ...reply.headers, 'Content-Length': String(body.length) } })
  if (fault.kind === 'half-reply') {
    outgoing.write(body.subarray(0, Math.ceil(body.length / 2)), () => outgoing.destroy())
    return
  }
  drip(outgoing, body, fault.millisecondsPerByte)
}

/** Answers in the service's place. */
export function deliverFault(delivery: Delivery, fault: EarlyFault): void {
  const { outgoing } = delivery
  switch (fault.kind) {
    case 'drop':
      outgoing.destroy()
      return
    case 'hang':
      return
    case 'reply':
      deliver(delivery, { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' })
      return
    case 'throttle':
      deliver(delivery, throttled(fault, delivery))
      return
    case 'exception':
      deliver(delivery, delivery.exception(fault.name, fault))
      return
    case 'captive-portal':
      deliver(delivery, portal(fault.status))
      return
    case 'garbage':
      garbage(delivery, fault.form)
      return
    case 'endless':
      endless(delivery)
      return
    case 'gzip-bomb':
      bomb(delivery, fault.mebibytes)
  }
}

function head({ outgoing, date }: Delivery, reply: Pick<Reply, 'status' | 'headers'>): void {
  outgoing.sendDate = false
  outgoing.writeHead(reply.status, { Date: new Date(date).toUTCString(), ...reply.headers })
}

function throttled(fault: Extract<Fault, { kind: 'throttle' }>, { date, tooMany }: Delivery): Reply {
  const reply = tooMany()
  const seconds = fault.retryAfterInSeconds
  if (seconds === undefined) return reply
  const retryAfter =
    fault.retryAfterForm === 'date' ? new Date(date + seconds * 1000).toUTCString() : String(seconds)
  return { ...reply, headers: { ...reply.headers, 'Retry-After': retryAfter } }
}

function portal(status: 200 | 302 | 511): Omit<Reply, 'outcome'> {
  return {
    status,
    headers: {
      'Content-Type': 'text/html',
      ...(status === 302 ? { Location: 'http://127.0.0.1:1/hotel-wifi' } : {}),
    },
    body: '<!doctype html><title>Welcome</title><h1>Accept the terms to use this network</h1>',
  }
}

function garbage(delivery: Delivery, form: 'json' | 'not-http'): void {
  if (form === 'not-http') {
    delivery.outgoing.socket?.end('SSH-2.0-OpenSSH_9.2p1\r\n')
    return
  }
  const headers = { 'Content-Type': 'application/json' }
  deliver(delivery, { status: 200, headers, body: '{"accessToken":{"accessKeyId":"ASIA\u0000' })
}

function drip(outgoing: ServerResponse, body: Buffer, millisecondsPerByte: number): void {
  let sent = 0
  const timer = setInterval(() => {
    outgoing.write(body.subarray(sent, sent + 1))
    sent += 1
    if (sent < body.length) return
    clearInterval(timer)
    outgoing.end()
  }, millisecondsPerByte)
  outgoing.once('close', () => clearInterval(timer))
}

function endless(delivery: Delivery): void {
  const { outgoing } = delivery
  head(delivery, { status: 200, headers: { 'Content-Type': 'application/json' } })
  outgoing.write('{"accessToken":{"accessKeyId":"ASIA')
  const more = Buffer.alloc(64 * 1024, 'A')
  // One piece per turn, and none while the reader is behind: the client's limit is what ends this.
  const pour = (): void => {
    if (outgoing.destroyed) return
    if (outgoing.write(more)) setImmediate(pour)
    else outgoing.once('drain', pour)
  }
  pour()
}

function bomb(delivery: Delivery, mebibytes: number): void {
  const { outgoing } = delivery
  head(delivery, {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
  })
  // RFC 1952 section 2.2: a gzip file is a series of members, so one compressed mebibyte serves for all.
  const member = gzipSync(Buffer.alloc(1024 * 1024, ' '))
  for (let sent = 0; sent < mebibytes; sent += 1) outgoing.write(member)
  outgoing.end()
}
