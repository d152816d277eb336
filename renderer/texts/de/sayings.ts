import { readSaid } from '../said-reading.ts'
import type { SayingsIn, SpokenSayings } from '../spoken.ts'
import {
  changeSayings,
  lockOutSayings,
  planSayings,
  policySayings,
  statementSayings,
} from './sayings-console-access.ts'
import { explanationSayings } from './sayings-explanation.ts'
import { findingSayings } from './sayings-findings.ts'
import { logSayings } from './sayings-forms-log.ts'
import { profileSayings } from './sayings-forms-profiles.ts'
import { sessionSayings } from './sayings-forms-sessions.ts'
import { takeOverSayings } from './sayings-forms-take-over.ts'
import { vaultSayings } from './sayings-forms-vault.ts'

/** Everything that the agent says, from what it is made of. */
export const sayings: SayingsIn & SpokenSayings = {
  ...policySayings,
  ...lockOutSayings,
  ...planSayings,
  ...statementSayings,
  ...changeSayings,
  ...findingSayings,
  ...explanationSayings,
  ...vaultSayings,
  ...logSayings,
  ...profileSayings,
  ...takeOverSayings,
  ...sessionSayings,
  'in-english': ({ words }) => words,
  readBack: readSaid,
}
