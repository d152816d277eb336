/**
 * A tab of this very browser for a console: opened in the turn of the press, while the agent still asks AWS for it.
 *
 * @module
 */
export interface ConsoleTab {
  /** False where the person has closed it meanwhile. @param path - Below the window's own address. */
  goTo(path: string): boolean
  close(): void
}

/**
 * Undefined where the browser holds it back: to a browser every tab that is opened later is a pop-up.
 *
 * @param words - Lines that are shown until it goes on; the first is the title.
 */
export function openConsoleTab(words: readonly string[]): ConsoleTab | undefined {
  const tab = window.open('', '_blank')
  if (tab === null) return undefined
  // SECURITY (T16): no page that ever stands in it can reach back.
  tab.opener = null
  dress(tab.document, words)
  return {
    goTo(path) {
      if (tab.closed) return false
      // In the place of the empty page: there is nothing to go back to.
      tab.location.replace(new URL(path, window.location.href).href)
      return true
    },
    close: () => tab.close(),
  }
}

/** As the window looks, for the moment that it is there: a dark window flashes no white page. */
function dress(page: Document, words: readonly string[]): void {
  const { backgroundColor, color, font } = getComputedStyle(document.body)
  const { colorScheme } = getComputedStyle(document.documentElement)
  Object.assign(page.documentElement.style, { colorScheme, backgroundColor })
  Object.assign(page.body.style, { margin: '48px', color, font })
  page.documentElement.lang = document.documentElement.lang
  page.title = words[0] ?? ''
  for (const line of words) page.body.append(Object.assign(page.createElement('p'), { textContent: line }))
}
