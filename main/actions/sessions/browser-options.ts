/**
 * What can be chosen of the browsers that were found, by ids that a terminal and a window can name. Pure.
 *
 * @module
 */
import type { BrowserOptionView } from '../../../preload/contract/browser-views.ts'
import type { BrowserChoice, FoundBrowser } from '../../kernel/ports/browsers.ts'

export interface BrowserOption extends BrowserOptionView {
  readonly choice: BrowserChoice
}

/** Of each browser: the profile used last, every profile, a private window. */
export function browserOptions(found: readonly FoundBrowser[]): readonly BrowserOption[] {
  return found.flatMap(({ id: browser, name, profiles }) => {
    const choices: readonly (readonly [BrowserChoice, string | null])[] = [
      [{ browser }, null],
      ...profiles.map((profile) => [{ browser, profile: profile.id }, profile.name] as const),
      [{ browser, isPrivate: true }, null],
    ]
    return choices.map(([choice, profile]) => ({
      ...{ id: choiceId(choice), browser: name, profile, isPrivate: choice.isPrivate === true },
      choice,
    }))
  })
}

/** The same choice has the same id, today and tomorrow. */
export function choiceId({ browser, profile, isPrivate }: BrowserChoice): string {
  if (profile !== undefined) return `${browser}:${profile}`
  return isPrivate ? `${browser}+private` : browser
}

/** By its id, or by the name that the person gave the profile. */
export function optionNamed(options: readonly BrowserOption[], name: string): BrowserOption | undefined {
  return (
    options.find(({ id }) => id === name) ??
    options.find(({ choice, profile }) => profile !== null && `${choice.browser}:${profile}` === name)
  )
}
