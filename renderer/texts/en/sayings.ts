import type { SayingsIn } from '../spoken.ts'

/** What the agent says is English already. */
export const sayings: Partial<SayingsIn> = {}
