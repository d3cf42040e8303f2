#pragma once

#include "core/lesson/step.h"

namespace deltascope {

/// A line of a program: how far it is indented, its text, and the id of the walkthrough that tells more.
struct ListingLine {
    double indent = 0;
    std::string text;
    std::string link = {};
};

/// A program as an exhibit with the id "listing".
Exhibit listing(const std::string& title, const std::vector<ListingLine>& lines);

/// A frame around line `i` of it; Role::result for the line at work, plain for a loop around it.
Focus lineFrame(Index i, Role role = Role::plain);

}  // namespace deltascope
