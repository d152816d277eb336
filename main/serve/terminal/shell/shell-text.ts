/**
 * What `signet shell-init` prints, by shell.
 *
 * SECURITY: nothing that a profile is named ever becomes code. The functions read lines and set variables; they evaluate
 * nothing, and completions are quoted by the shell itself.
 *
 * @module
 */
import { fishText } from './fish-text.ts'
import { bashText, posixText, zshText } from './posix-text.ts'
import { powershellText } from './powershell-text.ts'

export const shells = ['bash', 'zsh', 'fish', 'powershell', 'sh'] as const
export type Shell = (typeof shells)[number]

/** @param self - The words that run the relay. */
export function shellText(shell: Shell, self: readonly string[]): string {
  return texts[shell](self)
}

const texts: Readonly<Record<Shell, (self: readonly string[]) => string>> = {
  bash: bashText,
  zsh: zshText,
  fish: fishText,
  powershell: powershellText,
  sh: posixText,
}
