import type { Check } from '../../main/actions/upkeep/diagnose.ts'
import { networkCheck } from '../../main/actions/upkeep/network-check.ts'
import { networkActions } from '../../main/actions/upkeep/set-network.ts'
import type { AddedAuthority, NetworkChoice } from '../../main/kernel/ports/network.ts'
import { MemoryFiles } from './memory-files.ts'
import { MemoryLog } from './memory-log.ts'

/** An authority that was added, and what has become of its file. */
export interface AddedInScene {
  readonly from: string
  readonly subject?: string
  readonly endsAt?: number
  readonly mode?: number
  readonly isGone?: boolean
  readonly isOther?: boolean
  /** The file had it when it was added, and has it no more. */
  readonly isOld?: boolean
}

export interface NetworkSceneOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly proxy?: NetworkChoice['proxy']
  readonly added?: readonly AddedInScene[]
  readonly isDamaged?: boolean
}

const usualSubject = 'CN=Company'

/** `doctor` on how the agent goes out, in 2026. A certificate is its subject, one a line. */
export function networkScene({ env = {}, proxy, added = [], isDamaged }: NetworkSceneOptions = {}): Check {
  const files = new MemoryFiles()
  const certificate = (subject: string, endsAt: number) => {
    return { pem: subject, subject, issuer: subject, fingerprint: `AB:${subject}`, endsAt }
  }
  const authorities = added.map(({ from, subject = usualSubject, endsAt = Date.parse('2030-01-01') }) => {
    return { ...certificate(subject, endsAt), from }
  }) satisfies AddedAuthority[]
  for (const { from, mode, isGone, isOther } of added) {
    const there = added.filter((each) => each.from === from && !each.isOld)
    const lines = there.map(({ subject = usualSubject }) => subject)
    const text = isOther ? 'CN=Another' : lines.join('\n')
    if (!isGone) files.put(from, new TextEncoder().encode(text), mode)
  }
  const network = {
    path: '/state/network.json',
    choice: () => (isDamaged ? ('damaged' as const) : { proxy, authorities }),
    change: async () => undefined,
    authorities: (pem: string) => pem.split('\n').map((line) => certificate(line, 0)),
  }
  const { readNetwork } = networkActions({ network, files, env, log: new MemoryLog() })
  return networkCheck({ readNetwork, network, files, now: () => Date.parse('2026-06-01') })
}
