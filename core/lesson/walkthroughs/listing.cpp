#include "core/lesson/walkthroughs/listing.h"

namespace deltascope {

Exhibit listing(const std::string& title, const std::vector<ListingLine>& lines) {
    Exhibit exhibit;
    exhibit.id = "listing";
    exhibit.title = title;
    exhibit.form = Form::listing;
    exhibit.values = Tensor<double>({static_cast<Index>(lines.size())});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        exhibit.values[static_cast<Index>(i)] = lines[i].indent;
        exhibit.labels.push_back(lines[i].text);
        exhibit.links.push_back(lines[i].link);
    }
    return exhibit;
}

Focus lineFrame(Index i, Role role) { return {"listing", role, 0, i, 0}; }

}  // namespace deltascope
