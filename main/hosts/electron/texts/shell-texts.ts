import { english, type ShellTexts } from './english.ts'
import { german } from './german.ts'

/**
 * The shell's words in the person's language.
 *
 * @param chosen - As set in the window; `system` follows the system.
 * @param system - The system's language tag, such as `de-AT`.
 */
export function shellTexts(chosen: 'system' | 'en' | 'de', system: string): ShellTexts {
  const language = chosen === 'system' ? system.toLowerCase() : chosen
  return /^de\b/.test(language) ? german : english
}
