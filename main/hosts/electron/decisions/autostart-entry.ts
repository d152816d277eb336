/**
 * The entry that starts Signet when a person logs in to a Linux desktop.
 *
 * @see {@link https://specifications.freedesktop.org/autostart-spec/latest/ Desktop Application Autostart Specification}
 * @module
 */
import { InputError } from '../../../kernel/errors.ts'

/**
 * @param words - The program by its absolute path, then its arguments.
 * @throws {@link InputError} `home-unsafe` when a word cannot stand in one line.
 */
export function autostartEntry(words: readonly string[]): string {
  // SECURITY: what followed the break would be another line of the entry.
  if (words.some((word) => /\p{Cc}/u.test(word))) {
    throw new InputError(
      'home-unsafe',
      'Signet cannot be started at login: the path it runs from is unusual. Move it, then try again.',
      'none',
    )
  }
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Signet',
    `Exec=${words.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Whether an entry is there and not switched off. */
export function isAutostart(text: string | undefined): boolean {
  return text !== undefined && !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(text)
}

/** As `Exec` wants it: quoted once for the key's own rules, and once for the value's. */
function quoted(word: string): string {
  const inQuotes = word.replace(/["`$\\]/g, '\\$&')
  return `"${inQuotes.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}
