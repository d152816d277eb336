import type { Page } from 'playwright'
import { englishIn } from '../fakes/german-sentences.ts'

/** What a person has spelt so, and AWS: names, commands, files. What is English beside says so. */
const spelt = ':is([lang=en], code, pre, kbd, output, textarea)'

/**
 * What a page shows in English and does not say to be: texts, and what is only heard or shown as a title. It is not asked
 * whether anybody sees it now: what is there is read out.
 */
export async function englishShown(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate((exempt) => {
    const found: string[] = []
    const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      if (!node.parentElement?.closest(exempt)) found.push(node.nodeValue ?? '')
    }
    for (const element of document.querySelectorAll('*')) {
      if (element.closest(exempt)) continue
      for (const name of ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'alt'])
        found.push(element.getAttribute(name) ?? '')
    }
    return found
  }, spelt)
  return [...new Set(englishIn(texts))]
}
