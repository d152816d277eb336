import type { SpokenSayings } from '../spoken.ts'

/** What the agent says is English already. */
export const sayings: SpokenSayings = {}
