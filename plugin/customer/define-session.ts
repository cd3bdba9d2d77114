import { define } from '../shared/define.ts';
import { Dialog } from '../shared/dialog.ts';
import { Continue } from './elements/continue.ts';
import { CustomerToolbar } from './elements/customer-toolbar.ts';
import { Customer } from './elements/customer.ts';
import { DesktopView } from './elements/desktop-view.ts';
import { Question } from './elements/question.ts';

/** What a connected customer's page shows at once. */
define('sideseat-dialog', Dialog);
define('sideseat-question', Question);
define('sideseat-continue', Continue);
define('sideseat-desktop-view', DesktopView);
define('sideseat-customer-toolbar', CustomerToolbar);
define('sideseat-customer', Customer);
