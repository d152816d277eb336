import css from './diff.module.css'

/** Lines that begin with `+`, `-` or a space, as `signet` prints them; said in words too for whoever hears them. */
export function Diff({ lines, label }: { readonly lines: readonly string[]; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={css.diff} aria-label={label} tabIndex={0}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity, and never move
        <code key={index} className={css[kindOf(line)]}>
          {line || ' '}
        </code>
      ))}
    </section>
  )
}

function kindOf(line: string): 'added' | 'removed' | 'same' {
  if (line.startsWith('+')) return 'added'
  return line.startsWith('-') ? 'removed' : 'same'
}
