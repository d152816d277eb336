import type { IdentityCenterFlow } from '../vault/session-record.ts'

/** Why a flow was taken. With the last two nobody asked for a device code, so the person must be told. */
export type FlowReason = 'asked' | 'usual' | 'no-display' | 'over-ssh'

export interface ChosenFlow {
  readonly flow: IdentityCenterFlow
  readonly because: FlowReason
}

/**
 * How to sign in to IAM Identity Center: in a browser on this machine, which no stranger can lure anybody into, unless
 * there is none here.
 */
export function chooseFlow(situation: {
  /** What the person wants, where they said so. */
  readonly asked: IdentityCenterFlow | undefined
  /** Whether a browser can be opened on this machine. */
  readonly hasScreen: boolean
  /** Whether the person sits at another machine: its browser cannot reach a loopback port of this one. */
  readonly overSsh: boolean
}): ChosenFlow {
  const { asked, hasScreen, overSsh } = situation
  if (asked !== undefined) return { flow: asked, because: 'asked' }
  if (overSsh) return { flow: 'device', because: 'over-ssh' }
  if (!hasScreen) return { flow: 'device', because: 'no-display' }
  return { flow: 'authorization-code', because: 'usual' }
}
