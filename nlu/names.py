"""Given names as people call each other at work."""

# ruff: noqa: E501 – a list of names reads best on long lines
from __future__ import annotations

GIVEN = frozenset(
    "an anh ánh bảo bắc bích bình cảnh chi chiến chung công cúc cường dân diễm diệu dung dũng duy duyên dương đào đạt đăng điệp đoan đông đức giang hà hạ hạnh hào hảo hải hân hằng hậu hiền hiếu hiệp hoa "
    "hòa hoài hoàn hoàng hoan hồng hợp huệ hùng huy huyền hương hường hưng hữu kha khánh khang khải khoa khôi kiên kiệt kim kỳ lam lan lâm lành lệ liên liễu linh loan lộc long lợi luân lương lý ly mai mạnh minh my mỹ nam nga "
    "ngân nghĩa nghi ngọc nguyên nguyệt nhân nhàn nhi nhung như oanh phát phi phong phú phúc phước phương phượng quang quân quế quốc quỳnh quý quyên quyết sang sơn sương tài tân tâm tấn thái thanh thành thảo thắm thắng thắm thiện thịnh "
    "thoa thơ thơm thu thuận thủy thúy thùy thư thương tiên tiến tín tình toàn toản trà trang trâm trân trí trinh trọng trúc trung trường tú tuấn tuân tuệ tùng tuyết tuyền tường uyên văn vân việt vinh vũ vương vy xuân yên yến ái ân bằng cẩm cẩn chánh chinh chương cơ danh diệp diên dự đài đán đăng đại đô đông giáp gia hậu hiệu hoàng hỷ hoạt huân huỳnh hữu kha khuê khương kiều kính kỷ lạc lai lân liêm lưu lượng lực mẫn mẫu miên mị mùi my na nghiêm ngà nghiệp nhã nhật nhiên ninh phấn phụng phượng quý quyền quỳ rạng sen sinh sinh tầm tạo tặng thắm thạch thạnh thêm thiên thìn thiệu thoại thuần thục thúc thường thy tịnh toại tố trầm trạng trì triều triệu trọng trữ tường tứ tước tỵ vang vi viễn vịnh vỹ xoan xuyến yên thương lụa nhài cúc đào mận".split()
)  # fmt: skip
