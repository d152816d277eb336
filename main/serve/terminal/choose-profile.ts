/**
 * A numbered list to choose a profile from, narrowed by typing.
 *
 * @module
 */
import type { ProfileView } from '../../../preload/contract/views.ts'
import { searchProfiles } from '../../actions/profiles/profile-search.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { profileMarks } from './profile-marks-text.ts'
import { printable, type Style, table } from './style.ts'

const mostShown = 15

export interface Choosing {
  readonly prompts: Prompts
  readonly style: Style
  /** Writes where the person looks. */
  readonly show: (text: string) => void
}

/** Undefined when the person chose none. */
export async function chooseProfile(
  views: readonly ProfileView[],
  { prompts, style, show }: Choosing,
): Promise<string | undefined> {
  if (!prompts.ask) return undefined
  // Behind [default] stands whichever is chosen here.
  const offered = views.filter(({ name, isDefault }) => name !== 'default' || isDefault)
  let found = searchProfiles(offered, {})
  for (;;) {
    show(listText(found, style))
    const message = 'Number, or a part of a name (nothing: leave it): '
    const answer = (await prompts.ask({ message, secret: false }))?.trim() ?? ''
    if (answer === '') return undefined
    const numbered = /^\d+$/.test(answer) ? found[Number(answer) - 1] : undefined
    if (numbered) return numbered.name
    const exact = views.find(({ name }) => name === answer)
    if (exact) return exact.name
    const narrowed = searchProfiles(offered, { query: answer })
    const [only, ...more] = narrowed
    if (only && more.length === 0) return only.name
    // Typed on as far as one name goes: letters strewn over another do not count.
    const [whole, ...others] = narrowed.filter(({ name }) => name.includes(answer))
    if (whole && others.length === 0) return whole.name
    if (only) found = narrowed
    else show(`Nothing fits ${printable(answer)}.\n`)
  }
}

function listText(views: readonly ProfileView[], style: Style): string {
  const shown = views.slice(0, mostShown)
  const rows = shown.map((view, index) => [
    String(index + 1).padStart(3),
    printable(view.name),
    view.accountId ?? '',
    view.region ?? '',
    profileMarks(view),
  ])
  const left = views.length - shown.length
  const rest = left === 0 ? '' : style.dim(`     … and ${left} more: type a part of the name\n`)
  return table(rows, (cell, column) => (column === 1 ? style.bold(cell) : style.dim(cell))) + rest
}
