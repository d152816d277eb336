/**
 * The entry that starts Signet when a person logs in to a Linux desktop.
 *
 * @see {@link https://specifications.freedesktop.org/autostart-spec/latest/ Desktop Application Autostart Specification}
 * @module
 */

/** @param words - The program by its absolute path, then its arguments. */
export function autostartEntry(words: readonly string[]): string {
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
