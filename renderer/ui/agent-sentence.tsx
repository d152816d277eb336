import { useTexts } from '../app-context.tsx'
import { spokenSentence } from '../texts/spoken.ts'
import { Told } from './told.tsx'

/** A sentence that the agent said in English, in the window's language where that has it. */
export function AgentSentence({ text }: { readonly text: string }) {
  const { sayings } = useTexts()
  return <Told text={spokenSentence(text, sayings)} />
}
