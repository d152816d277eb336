/** Text for the system's own menus and notifications: they know no markup, but they do not know bad manners either. */
import { printable, shortened } from '../../../serve/terminal/style.ts'

const longestText = 60

/**
 * Text from elsewhere as one short line: what moves or hides text is shown as `?`, and a long one is cut in its middle.
 */
export function plainText(text: string, most: number = longestText): string {
  return shortened(printable(text.slice(0, 4_096)).trim(), most)
}

/** For a menu's label, where `&` marks a key. */
export function menuText(text: string): string {
  return plainText(text).replaceAll('&', '&&')
}
