import { define } from '../shared/define.ts';
import { LanguageMenu } from '../shared/language-menu.ts';
import { Join } from './elements/join.ts';
import { TextSizeMenu } from './elements/text-size-menu.ts';

/** What the customer's page shows before a code was accepted. */
define('sideseat-language-menu', LanguageMenu);
define('sideseat-text-size-menu', TextSizeMenu);
define('sideseat-join', Join);
