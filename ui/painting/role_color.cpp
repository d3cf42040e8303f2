#include "ui/painting/role_color.h"

namespace deltascope {

RoleColor roleColor(const Palette& palette, Role role) {
    switch (role) {
        case Role::activation:
            return palette.activation;
        case Role::weight:
            return palette.weight;
        case Role::result:
            return palette.result;
        case Role::plain:
            break;
    }
    return {palette.mutedText, palette.track, palette.text};
}

}  // namespace deltascope
