import type { SayingsIn } from '../spoken.ts'
import {
  changeSayings,
  lockOutSayings,
  planSayings,
  policySayings,
  statementSayings,
} from './sayings-console-access.ts'
import { explanationSayings } from './sayings-explanation.ts'
import { findingSayings } from './sayings-findings.ts'

/** Everything that the agent says, from what it is made of. */
export const sayings: SayingsIn = {
  ...policySayings,
  ...lockOutSayings,
  ...planSayings,
  ...statementSayings,
  ...changeSayings,
  ...findingSayings,
  ...explanationSayings,
}
