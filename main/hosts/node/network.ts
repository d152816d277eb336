/**
 * How the agent goes out, in a file that only its owner may change.
 *
 * SECURITY (T14): certificates are copied here when a person confirms them. What lies in the file that they came from may
 * change afterwards without anybody being asked.
 *
 * @module
 */
import { X509Certificate } from 'node:crypto'
import { lstatSync, readFileSync } from 'node:fs'
import process from 'node:process'
import * as z from 'zod/mini'
import type { Files } from '../../kernel/ports/files.ts'
import type { AddedAuthority, Authority, Network, NetworkChoice } from '../../kernel/ports/network.ts'

const keptSchema = z.strictObject({
  version: z.literal(1),
  proxy: z.optional(z.strictObject({ url: z.string(), except: z.optional(z.string()) })),
  authorities: z.array(z.strictObject({ pem: z.string(), from: z.string() })),
})

export interface NodeNetwork extends Network {
  /** Told after each change. */
  onChange(told: () => void): void
}

const nothingChosen: NetworkChoice = { authorities: [] }

/** @param folder - Of the agent's state. */
export function nodeNetwork(folder: string, files: Pick<Files, 'replace'>): NodeNetwork {
  const path = `${folder}/network.json`
  const listeners: (() => void)[] = []
  let current: NetworkChoice | 'damaged' | undefined
  return {
    path,
    choice() {
      current ??= read(path)
      return current
    },
    async change(choice) {
      const { proxy } = choice
      const authorities = choice.authorities.map(({ pem, from }) => ({ pem, from }))
      const text = JSON.stringify({ version: 1, ...(proxy ? { proxy } : {}), authorities }, undefined, 2)
      await files.replace(path, new TextEncoder().encode(`${text}\n`), { mode: 0o600 })
      current = choice
      for (const told of listeners) told()
    },
    authorities: authoritiesOf,
    onChange: (told) => void listeners.push(told),
  }
}

function read(path: string): NetworkChoice | 'damaged' {
  const stands = lstatSync(path, { throwIfNoEntry: false })
  if (stands === undefined) return nothingChosen
  // SECURITY: what others may write, others have chosen.
  const isOthers =
    process.getuid !== undefined && (stands.uid !== process.getuid() || (stands.mode & 0o022) !== 0)
  if (!stands.isFile() || isOthers) return 'damaged'
  try {
    const { proxy, authorities } = keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    const added = authorities.map(({ pem, from }): AddedAuthority | undefined => {
      const [one, ...more] = authoritiesOf(pem) ?? []
      return one === undefined || more.length > 0 ? undefined : { ...one, from }
    })
    if (!added.every((each) => each !== undefined)) return 'damaged'
    return { ...(proxy ? { proxy } : {}), authorities: added }
  } catch {
    return 'damaged'
  }
}

const certificateText = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

function authoritiesOf(pem: string): readonly (Authority & { readonly pem: string })[] | undefined {
  const found: (Authority & { readonly pem: string })[] = []
  for (const [text] of pem.matchAll(certificateText)) {
    const certificate = parsed(text)
    if (certificate === undefined || !certificate.ca) return undefined
    found.push({
      pem: `${text}\n`,
      subject: nameOf(certificate.subject),
      issuer: nameOf(certificate.issuer),
      fingerprint: certificate.fingerprint256,
      endsAt: certificate.validToDate.getTime(),
    })
  }
  return found.length === 0 ? undefined : found
}

function parsed(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text)
  } catch {
    return undefined
  }
}

/** `CN=…, O=…`: OpenSSL gives one part a line. */
function nameOf(name: string): string {
  return name.split('\n').reverse().join(', ')
}
