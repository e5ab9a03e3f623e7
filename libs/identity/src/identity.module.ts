import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Authenticator } from '@tidu/platform';
import { AccessTokens } from './access-tokens.js';
import { IdentitySettings } from './identity.settings.js';
import { PeopleController } from './people.controller.js';
import { People } from './people.service.js';
import { Sessions } from './sessions.js';
import { SignOnController } from './sign-on.controller.js';
import { SignOn } from './sign-on.service.js';

@Global()
@Module({})
export class IdentityModule {
  static forRoot(settings: IdentitySettings): DynamicModule {
    return {
      module: IdentityModule,
      controllers: [SignOnController, PeopleController],
      providers: [
        { provide: IdentitySettings, useValue: settings },
        { provide: Authenticator, useExisting: AccessTokens },
        AccessTokens,
        People,
        Sessions,
        SignOn,
      ],
      exports: [Authenticator, AccessTokens, People],
    };
  }
}
