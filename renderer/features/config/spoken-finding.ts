import type { FindingView } from '../../../preload/contract/views.ts'
import { type SayingsIn, speakerOf } from '../../texts/spoken.ts'

/** A finding in the window's language. What mends it is told by the agent's own words, not by these. */
export function spokenFinding(finding: FindingView, sayings: Partial<SayingsIn>): FindingView {
  const speak = speakerOf(finding.said, sayings)
  const { subject, text, advice } = finding
  return {
    ...finding,
    subject: speak(subject),
    text: speak(text),
    advice: advice === null ? null : speak(advice),
  }
}
