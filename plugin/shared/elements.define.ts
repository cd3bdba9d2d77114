import { define } from './define.ts';
import { Dialog } from './dialog.ts';
import { LanguageMenu } from './language-menu.ts';

define('sideseat-dialog', Dialog);
define('sideseat-language-menu', LanguageMenu);
