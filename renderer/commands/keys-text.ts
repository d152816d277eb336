/**
 * `mod+k` as a person reads it, one entry for each of two keys that are pressed one after the other.
 *
 * @param names - What else is printed on the keys of the person's language.
 */
export function keysText(
  keys: string,
  isMac: boolean,
  names: Readonly<Record<string, string>> = {},
): readonly string[] {
  return keys.split(' ').map((stroke) =>
    stroke
      .split('+')
      .map((part) =>
        part === 'mod'
          ? isMac
            ? '⌘'
            : 'Ctrl'
          : (named[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
      )
      .map((part) => names[part] ?? part)
      .join(isMac ? '' : '+'),
  )
}

const named: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
}
