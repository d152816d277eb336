import type { FindingView } from '../../../preload/contract/views.ts'
import { type SpokenSayings, speakerOf, spokenSentence } from '../../texts/spoken.ts'

/** A finding in the window's language. What mends it is told by the agent's own words, not by these. */
export function spokenFinding(finding: FindingView, sayings: SpokenSayings): FindingView {
  const speak = speakerOf(finding.said, sayings)
  const sentence = (text: string) => {
    const words = speak(text)
    return words === text ? spokenSentence(text, sayings) : words
  }
  const { subject, text, advice } = finding
  return {
    ...finding,
    subject: speak(subject),
    text: sentence(text),
    advice: advice === null ? null : sentence(advice),
  }
}
