import { define } from '../../shared/define.ts';
import { LanguageMenu } from '../../shared/language-menu.ts';
import { Visit } from './elements/visit.ts';

/** What the frame in a site's page shows at once. */
define('sideseat-language-menu', LanguageMenu);
define('sideseat-visit', Visit);
